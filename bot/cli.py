"""The command `youju`: knowledge's commands, and the bot's."""

import sys

from knowledge import cli


def main() -> int:
    """Run one command and return its exit status."""
    return cli.main()


if __name__ == "__main__":
    sys.exit(main())
