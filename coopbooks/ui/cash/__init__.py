"""Cash and bank: the boxes and their registers, bills, bank statements, loans and grants, fixed assets, what repeats."""
