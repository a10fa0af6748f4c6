"""Sign-in of caseworkers and employers, and what each may see."""
