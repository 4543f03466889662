"""Files: session files, atomic writing, and opening what a user names."""
