"""The words of the Rules and Procedures: certifications and standings."""

LBE, CBE, LSB, LTE = "LBE", "CBE", "LSB", "LTE"
CERTIFICATIONS = (LBE, CBE, LSB, LTE)
NAMES = {
    LBE: "Local Business",
    CBE: "City Business",
    LSB: "Local Small Business",
    LTE: "Local Transitional Employer",
}
CITY, LOCAL, NONE = "city", "local", "none"
STANDINGS = {CITY: "City Business", LOCAL: "Local Business", NONE: "no local standing"}
UP_TO_LIMIT, OVER_LIMIT = "up-to-150000", "over-150000"
FALSE_CLAIM = "false claim"
