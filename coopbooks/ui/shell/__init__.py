"""The window around the pages: sidebar, top bar, status bar, language and theme."""
