"""Reports: every paper with its preview, saving and printing."""
