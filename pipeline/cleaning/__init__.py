"""What is taken out of a text before it is read: odd characters, page furniture, credits, repeated captions."""
