PUT /scim/v2/Users/00000000-0000-4000-8000-00000000000a HTTP/1.1
Host: x
Accept: application/scim+json
Accept-Charset: utf-8
Accept-Encoding: gzip,deflate
User-Agent: Okta SCIM Client 1.0.0
Authorization: Bearer fuzz-token-0123456789
Content-Type: application/scim+json; charset=utf-8
Content-Length: 375

{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"00000000-0000-4000-8000-00000000000a","userName":"ada.okafor@example.com","name":{"givenName":"Ada","middleName":"Grace","familyName":"Okafor"},"emails":[{"primary":true,"value":"ada.okafor@example.com","type":"work","display":"ada.okafor@example.com"}],"active":true,"groups":[],"meta":{"resourceType":"User"}}