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
    for number, link in enumerate(links(), 1):
        # Without a session each request opens a connection of its own.
        show(ask(requests, number, link))
