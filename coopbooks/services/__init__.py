"""One function per business action. Takes the open book and one frozen order; answers with one outcome."""
