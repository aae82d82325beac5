"""From an evaluation to text. What is here never prints and never writes a file."""
