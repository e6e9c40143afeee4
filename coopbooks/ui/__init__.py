"""The window. All Qt lives here. One read and one write per form; `runner` is the only place that catches."""
