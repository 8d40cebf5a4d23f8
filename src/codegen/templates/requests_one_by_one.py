#@ head
#@ imports

import requests

#@ settings


#@ common


#@ pace
#@ headers_for
#@ put_headers
#@ host_session
#@ ask


if __name__ == "__main__":
    for number, link in enumerate(links(), 1):
#@if host_headers
        # A session for one link alone: each opens a connection of its own.
        with HostSession() as session:
            show(ask(session, number, link))
#@end
#@if not host_headers
        # Without a session each request opens a connection of its own.
        show(ask(requests, number, link))
#@end
