"""Uploads as browsers send them: multipart/form-data."""
import json

FORM = {"Content-Type": "multipart/form-data; boundary=b"}


def form(files, **fields):
    """Files (name, media type, octets) and JSON by the names of their fields."""
    parts = [f"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{json.dumps(value)}\r\n".encode()
             for name, value in fields.items()]
    for name, (filename, kind, octets) in files.items():
        parts.append(f"--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n"
                     f"Content-Type: {kind}\r\n\r\n".encode() + octets + b"\r\n")
    return b"".join(parts) + b"--b--\r\n"
