"""What a break costs, by script and language: words in words.toml, dictionaries of ICU, phrases of BudouX."""
