"""What the office keeps, in one SQLite file: accounts, answers, votes, self-checks, handovers, calls, standard replies."""

FILE = "desk.sqlite"
"""Its name in the data folder."""
