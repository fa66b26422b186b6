-- The `id` of the User that a token stands for (RFC 7644 §3.11); most stand for nobody.
ALTER TABLE tokens ADD COLUMN person TEXT;
