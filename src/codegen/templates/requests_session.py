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
#@if host_headers
    with HostSession() as session:
#@end
#@if not host_headers
    with requests.Session() as session:
#@end
        # Connections are kept for as many hosts as the list has.
        adapter = requests.adapters.HTTPAdapter(pool_connections=HOSTS)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        for number, link in enumerate(links(), 1):
            show(ask(session, number, link))
