"""What the office keeps, in one SQLite file: accounts, answers, votes, handovers, calls, standard replies."""
