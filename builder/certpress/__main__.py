"""`python -m certpress` is `certpress`."""

from certpress.cli import main

if __name__ == "__main__":
    main()
