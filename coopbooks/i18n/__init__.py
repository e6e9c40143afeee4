"""Words and Lao text: markers, catalogues, number and date formats, normalising, sorting, breaking.

The lowest layer. Imports nothing of the program; `markers` imports nothing at all, so the pure
layers may mark their sentences without knowing any language.
"""
