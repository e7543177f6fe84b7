/* Preloaded into a client that asks for test:///X: the connection travels over the socket named by VIRTLIGHT_SOCKET instead
 * of opening libvirt's driver inside the client. Other URIs pass untouched. Build: cc -shared -fPIC -o urimap.so urimap.c -ldl */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void *(*open_plain)(const char *);
typedef void *(*open_auth)(const char *, void *, unsigned int);

static const char scheme[] = "test:///";
static __thread char room[8192];

static const char *remote_form(const char *uri)
{
    const char *socket = getenv("VIRTLIGHT_SOCKET");
    const char *rest;

    if (!uri || !socket || strncmp(uri, scheme, sizeof scheme - 1) != 0)
        return uri;
    rest = uri + sizeof scheme - 1;
    snprintf(room, sizeof room, "test+unix:///%s%csocket=%s", rest, strchr(rest, '?') ? '&' : '?', socket);
    return room;
}

/* A binding that was loaded with dlopen has the library out of RTLD_NEXT's sight. */
static void *original(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);
    void *library;

    if (!found && (library = dlopen("libvirt.so.0", RTLD_LAZY | RTLD_NOLOAD)))
        found = dlsym(library, name);
    if (!found) {
        fprintf(stderr, "urimap: %s is nowhere\n", name);
        abort();
    }
    return found;
}

void *virConnectOpen(const char *uri)
{
    return ((open_plain)original("virConnectOpen"))(remote_form(uri));
}

void *virConnectOpenReadOnly(const char *uri)
{
    return ((open_plain)original("virConnectOpenReadOnly"))(remote_form(uri));
}

void *virConnectOpenAuth(const char *uri, void *auth, unsigned int flags)
{
    return ((open_auth)original("virConnectOpenAuth"))(remote_form(uri), auth, flags);
}
