"""What Alembic runs: the revisions, inside the transaction that `runner` has opened and will end."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
