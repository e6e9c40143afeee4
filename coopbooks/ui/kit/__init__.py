"""What every page is made of. A page says what it shows; how it looks and behaves is here, once.

`tokens` colours and sizes · `theme` palette and style sheet · `icons` tinted icons · `words` labels that change language ·
`fields` editors named like an order's fields · `table` the one table · `picker` finding a member · `dialog` the form dialog ·
`charts` bars and sparks · `cards` cards, tags, banners and toasts.
"""
