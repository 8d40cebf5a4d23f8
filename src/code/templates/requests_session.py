#@ head
#@ imports

import requests

#@ settings


#@ links


#@ again


#@ verdict


#@ show


#@ pace
#@ ask


if __name__ == "__main__":
    with requests.Session() as session:
        # Connections are kept for as many hosts as the list has.
        adapter = requests.adapters.HTTPAdapter(pool_connections=HOSTS)
        session.mount("http://", adapter)
        session.mount("https://", adapter)
        for number, link in enumerate(links(), 1):
            show(ask(session, number, link))
