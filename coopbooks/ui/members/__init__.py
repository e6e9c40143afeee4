"""Members: the list as at a day, the page of one member, the admission form."""
