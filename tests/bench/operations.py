"""The operations whose figures are taken."""

from calendar_operations import calendar_operations
from contact_operations import contact_operations
from folder_operations import folder_operations
from operation import Keeping

PARTS = {"contacts": lambda session, cluster: contact_operations(session),
         "folders": lambda session, cluster: folder_operations(session),
         "calendar": calendar_operations}


def operations(cluster, parts=tuple(PARTS)):
    """@param parts  names in PARTS"""
    session = Keeping(cluster.nodes[0])
    return [operation for part in parts for operation in PARTS[part](session, cluster)]
