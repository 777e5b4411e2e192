// The npm emulator on loopback: node --unhandled-rejections=warn server.js PORT
const TelegramServer = require('telegram-test-api');

const port = Number(process.argv[2]);
new TelegramServer({ port, host: '127.0.0.1', storeTimeout: 600 }).start().then(() => console.log('ready'));
