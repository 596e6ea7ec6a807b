"""What a secret looks like, and where a submission holds one."""
