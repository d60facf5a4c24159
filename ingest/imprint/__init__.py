"""What a document says of itself: its title, number, issuer, addressees, dates in force, and what it repeals.

A value is read only where the words leave one reading; where they leave two, the field stays empty and a warning names both.
"""
