"""The book file: opening, locking, writing, and one store per noun. All SQL of the program lives here."""
