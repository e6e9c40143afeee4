"""Where the frozen program starts."""

import sys

from coopbooks.__main__ import main

sys.exit(main())
