"""What the bot does about each kind of event: one file per kind."""
