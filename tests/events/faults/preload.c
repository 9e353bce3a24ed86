/* Fails, or kills the process, at the n-th system call that concerns a path below one directory.
 *
 * Preloaded with LD_PRELOAD. The test sets what happens through `fault_set`; without it every call
 * goes through. A call is counted when its kind is in `kinds` and its path, or the path that its
 * descriptor was opened with, begins with the directory. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITE = 1, OPEN = 2, FTRUNCATE = 4, FSYNC = 8, RENAME = 16, CLOSE = 32, MKDIR = 64, UNLINK = 128 };
enum { FAIL, ZERO, HALF, TORN, KILL_BEFORE, KILL_AFTER, KILL_HALF };
enum { DESCRIPTORS = 4096 };

static char prefix[4096];
static int kinds, what, error_number;
static long at, span, count, fired;
static char below[DESCRIPTORS];

void fault_set(const char *directory, int kinds_, int what_, int errno_, long at_, long span_) {
    strncpy(prefix, directory, sizeof prefix - 1);
    kinds = kinds_, what = what_, error_number = errno_, at = at_, span = span_;
    count = fired = 0;
}

long fault_fired(void) { return fired; }

static int is_below(const char *path) {
    return prefix[0] && path && strncmp(path, prefix, strlen(prefix)) == 0;
}

static int is_known(int fd) { return fd >= 0 && fd < DESCRIPTORS && below[fd]; }

/* Whether the fault is now; may not return. */
static int due(int kind, int concerned) {
    if (!concerned || !(kinds & kind)) return 0;
    count++;
    if (count < at || count - at >= span) return 0;
    fired++;
    if (what == KILL_BEFORE) kill(getpid(), SIGKILL);
    return 1;
}

/* For every call but write: whether it fails; or the death that follows it. */
static int fails(int now) {
    if (!now || what == KILL_AFTER || what == KILL_HALF) return 0;
    errno = what == FAIL || what == TORN ? error_number : EIO;
    return 1;
}

static void after(int now) {
    if (now && (what == KILL_AFTER || what == KILL_HALF)) kill(getpid(), SIGKILL);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
    static __typeof__(&write) real;
    if (!real) real = REAL(write);
    int now = due(WRITE, is_known(fd));
    if (!now) return real(fd, data, size);
    ssize_t done;
    switch (what) {
    case ZERO:
        return 0;
    case TORN: /* the first of them takes half, and those that follow fail */
        if (fired > 1) break;
        return real(fd, data, size / 2);
    case HALF:
        return real(fd, data, size > 1 ? size / 2 : size);
    case KILL_HALF:
        real(fd, data, size / 2);
        kill(getpid(), SIGKILL);
        break;
    case KILL_AFTER:
        done = real(fd, data, size);
        kill(getpid(), SIGKILL);
        return done;
    }
    errno = error_number;
    return -1;
}

#define OPENER(name, parameters, arguments, path)                          \
    int name parameters {                                                  \
        static int (*real) parameters;                                     \
        if (!real) real = (int (*) parameters)dlsym(RTLD_NEXT, #name);     \
        mode_t mode = 0;                                                   \
        if (flags & (O_CREAT | O_TMPFILE)) {                               \
            va_list list;                                                  \
            va_start(list, flags);                                         \
            mode = va_arg(list, mode_t);                                   \
            va_end(list);                                                  \
        }                                                                  \
        int concerned = is_below(path) && flags & O_CREAT;                 \
        int now = due(OPEN, concerned);                                    \
        if (fails(now)) return -1;                                         \
        int fd = real arguments;                                           \
        after(now);                                                        \
        if (fd >= 0 && fd < DESCRIPTORS) below[fd] = concerned;            \
        return fd;                                                         \
    }

OPENER(open, (const char *path, int flags, ...), (path, flags, mode), path)
OPENER(open64, (const char *path, int flags, ...), (path, flags, mode), path)
OPENER(openat, (int at_, const char *path, int flags, ...), (at_, path, flags, mode), path)
OPENER(openat64, (int at_, const char *path, int flags, ...), (at_, path, flags, mode), path)

#define CALL(name, parameters, arguments, kind, concerned)                 \
    int name parameters {                                                  \
        static int (*real) parameters;                                     \
        if (!real) real = (int (*) parameters)dlsym(RTLD_NEXT, #name);     \
        int now = due(kind, concerned);                                    \
        if (fails(now)) return -1;                                         \
        int result = real arguments;                                       \
        after(now);                                                        \
        return result;                                                     \
    }

CALL(ftruncate, (int fd, off_t size), (fd, size), FTRUNCATE, is_known(fd))
CALL(ftruncate64, (int fd, off64_t size), (fd, size), FTRUNCATE, is_known(fd))
CALL(fsync, (int fd), (fd), FSYNC, is_known(fd))
CALL(fdatasync, (int fd), (fd), FSYNC, is_known(fd))
CALL(rename, (const char *from, const char *to), (from, to), RENAME, is_below(from) || is_below(to))
CALL(mkdir, (const char *path, mode_t mode), (path, mode), MKDIR, is_below(path))
CALL(unlink, (const char *path), (path), UNLINK, is_below(path))

int close(int fd) { /* frees the descriptor also where it fails, as Linux does */
    static __typeof__(&close) real;
    if (!real) real = REAL(close);
    int now = due(CLOSE, is_known(fd));
    if (is_known(fd)) below[fd] = 0;
    int result = real(fd);
    after(now);
    return fails(now) ? -1 : result;
}
