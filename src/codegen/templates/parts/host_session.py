class HostSession(requests.Session):
    """Sends each host its own headers; requests itself takes those of one along to where a redirect leads."""

    def rebuild_auth(self, prepared_request, response):
        """Called before each redirect is followed."""
        super().rebuild_auth(prepared_request, response)
        put_headers(prepared_request.headers, prepared_request.url)
