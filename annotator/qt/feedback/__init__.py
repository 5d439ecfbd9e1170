"""The page that tells an analyst what review made of the work, and gaps of the guideline."""
