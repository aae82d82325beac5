"""The words of the Rules and Procedures: certifications, standings, and the names of figures."""

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
# The figures that decide a ranking; the others concern what follows an award.
FIGURES = (
    "small-contract-limit",
    "small-contract-preference",
    "small-contract-subcontractor-limit",
    "local-business",
    "city-business",
    "own-certification",
    "additional-limit",
    "share-step",
    "share-credit",
    "subcontractor-certification-limit",
    "nonlocal-subcontractor-limit",
    "city-limit",
    "local-limit",
    "value-limit",
    "local-work",
)
