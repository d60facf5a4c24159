"""What the interfaces need to keep personal numbers out of what they write down."""

from language.masking import mask

__all__ = ["mask"]
