"""Paper on the screen and through the operating system's printers."""
