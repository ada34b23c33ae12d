"""What TBX-Basic says of a term's standing, and where we put what it has no place for."""

PREFERRED = "preferredTerm-admn-sts"
ADMITTED = "admittedTerm-admn-sts"
DEPRECATED = "deprecatedTerm-admn-sts"
SUPERSEDED = "supersededTerm-admn-sts"

STATUS = "administrativeStatus"
DEFINITION = "definition"
SUBJECT = "subjectField"

# `localize when: 爸`: columns of the CSV that have no data category.
OURS = "localize"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
