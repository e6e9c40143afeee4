"""The sales workspace: invoices, receipts, customers, products, missing numbers, and the pages and forms behind them."""
