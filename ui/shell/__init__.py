"""The window around the pages: navigation, status, lock screen, scanner."""
