-- Workload identities that may swap a signed assertion for a token (RFC 7523). Only public keys.
CREATE TABLE workloads (
    connection     INTEGER NOT NULL REFERENCES connections (row) ON DELETE CASCADE,
    client_id      TEXT    NOT NULL,
    issuer         TEXT    NOT NULL,
    subject        TEXT    NOT NULL,
    audience       TEXT    NOT NULL,
    public_key_pem TEXT    NOT NULL,
    PRIMARY KEY (connection, client_id)
) STRICT, WITHOUT ROWID;
