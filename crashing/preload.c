/* Watches a process change a folder, writes down how, and kills it before a change of one's choice.

   Loaded with LD_PRELOAD. The functions of the C library that change names or contents below CRASH_FOLDER are counted,
   written to the journal CRASH_JOURNAL, and the process is killed before number CRASH_AT (never for 0). The variables
   are read when the library is loaded; `crash_arm` sets the same later. `fsync` and `fdatasync` are noted and not done:
   what would be lost without them is worked out from the journal.

   A record of the journal is a line "process number kind path other offset length", separated by tabs, and `length`
   bytes of data. Paths begin at the folder, and are "/" outside of it. There is a record for each change that succeeded. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define LENGTH (2 * PATH_MAX)

static char folder[PATH_MAX], journal[PATH_MAX];
static long calls, kill_at;
/* One change at a time, so that the journal has the order in which they happened. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

void crash_arm(const char *new_folder, const char *new_journal, long at)
{
    snprintf(folder, sizeof folder, "%s", new_folder);
    snprintf(journal, sizeof journal, "%s", new_journal);
    calls = 0;
    kill_at = at;
}

/* The changes so far, those that failed among them. */
long crash_calls(void) { return calls; }

__attribute__((constructor)) static void arm_from_environment(void)
{
    const char *at = getenv("CRASH_AT");
    if (getenv("CRASH_FOLDER") && getenv("CRASH_JOURNAL"))
        crash_arm(getenv("CRASH_FOLDER"), getenv("CRASH_JOURNAL"), at ? atol(at) : 0);
}

/* An absolute path seen from the folder, "" for the folder itself; NULL for one that is not in it. */
static const char *relative(const char *path)
{
    size_t length = strlen(folder);
    if (!length || strncmp(path, folder, length) || (path[length] && path[length] != '/'))
        return NULL;
    return path + length + (path[length] == '/');
}

/* The path of an open file, as it is called now; NULL when it is not below the folder or was removed. */
static const char *inside_fd(int fd, char *absolute)
{
    char link[64];
    if (!folder[0])
        return NULL;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, absolute, LENGTH - 1);
    if (length < 0)
        return NULL;
    absolute[length] = 0;
    if (length > 10 && !strcmp(absolute + length - 10, " (deleted)"))
        return NULL;
    return relative(absolute);
}

/* The same of a path that begins at an open folder. Paths with ".." or through links are not understood. */
static const char *inside(int from, const char *path, char *absolute)
{
    char start[LENGTH] = "";
    if (!folder[0] || !path)
        return NULL;
    if (path[0] != '/' && from == AT_FDCWD && syscall(SYS_getcwd, start, sizeof start) < 0)
        return NULL;
    if (path[0] != '/' && from != AT_FDCWD && !inside_fd(from, start))
        return NULL;
    int length = snprintf(absolute, LENGTH, path[0] == '/' ? "%s%s" : "%s/%s", start, path);
    return length < LENGTH ? relative(absolute) : NULL;
}

/* Begin a change: it is counted, and is the last thing that the process wanted when its number is the one. */
static void begin(void)
{
    pthread_mutex_lock(&turn);
    if (++calls == kill_at) {
        syscall(SYS_kill, getpid(), SIGKILL);
        for (;;)
            pause();
    }
}

/* End a change that came to an end with this result, and hand that on. */
static long end(long result)
{
    int error = errno;
    pthread_mutex_unlock(&turn);
    errno = error;
    return result;
}

static void note(const char *kind, const char *path, const char *other, off_t offset, const void *data, size_t length)
{
    char line[2 * LENGTH + 128];
    int size = snprintf(line, sizeof line, "%d\t%ld\t%s\t%s\t%s\t%lld\t%zu\n", getpid(), calls, kind, path, other,
                        (long long)offset, length);
    int fd = syscall(SYS_openat, AT_FDCWD, journal, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    struct iovec parts[] = {{line, size}, {(void *)data, length}};
    if (fd < 0 || syscall(SYS_writev, fd, parts, 2) != (ssize_t)(size + length))
        abort(); /* nothing could be said about this run */
    syscall(SYS_close, fd);
}

static int open_file(int from, const char *path, int flags, mode_t mode)
{
    char absolute[LENGTH];
    const char *name = flags & (O_CREAT | O_TRUNC) ? inside(from, path, absolute) : NULL;
    if (!name)
        return syscall(SYS_openat, from, path, flags, mode);
    begin();
    int is_there = syscall(SYS_faccessat, AT_FDCWD, absolute, F_OK) == 0;
    int fd = syscall(SYS_openat, from, path, flags, mode);
    if (fd >= 0 && (!is_there || flags & O_TRUNC))
        note(is_there ? "truncate" : "create", name, "", 0, NULL, 0);
    return end(fd);
}

/* The mode of a call that makes a file; no other call has one. */
static mode_t mode_of(int flags, va_list arguments)
{
    return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(NAME, PARAMETERS, FROM)                    \
    int NAME PARAMETERS                                 \
    {                                                   \
        va_list arguments;                              \
        va_start(arguments, flags);                     \
        mode_t mode = mode_of(flags, arguments);        \
        va_end(arguments);                              \
        return open_file(FROM, path, flags, mode);      \
    }

OPEN(open, (const char *path, int flags, ...), AT_FDCWD)
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD)
OPEN(openat, (int from, const char *path, int flags, ...), from)
OPEN(openat64, (int from, const char *path, int flags, ...), from)

int creat(const char *path, mode_t mode) { return open_file(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/* Write at an offset, or where the file is for -1. */
static ssize_t write_at(int fd, const void *data, size_t length, off_t offset)
{
    char absolute[LENGTH];
    const char *name = inside_fd(fd, absolute);
    if (!name)
        return offset < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, offset);
    begin();
    int appends = syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND;
    off_t at = offset >= 0 ? offset : syscall(SYS_lseek, fd, 0, appends ? SEEK_END : SEEK_CUR);
    ssize_t done = offset < 0 ? syscall(SYS_write, fd, data, length) : syscall(SYS_pwrite64, fd, data, length, offset);
    if (done > 0)
        note("write", name, "", at, data, done);
    return end(done);
}

ssize_t write(int fd, const void *data, size_t length) { return write_at(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return write_at(fd, data, length, offset); }

/* Each part is a change of its own: one more place to be killed at. */
ssize_t writev(int fd, const struct iovec *parts, int number)
{
    char absolute[LENGTH];
    ssize_t total = 0, done;
    if (!inside_fd(fd, absolute))
        return syscall(SYS_writev, fd, parts, number);
    for (int part = 0; part < number; part++, total += done) {
        done = write_at(fd, parts[part].iov_base, parts[part].iov_len, -1);
        if (done < (ssize_t)parts[part].iov_len)
            return done < 0 && !total ? -1 : total + (done > 0 ? done : 0);
    }
    return total;
}

/* Copies within the kernel are refused, as file systems may do: who wants one writes then. */
#define COPY(NAME, PARAMETERS, TO, CALL)   \
    ssize_t NAME PARAMETERS                \
    {                                      \
        char absolute[LENGTH];             \
        if (!inside_fd(TO, absolute))      \
            return CALL;                   \
        errno = EINVAL;                    \
        return -1;                         \
    }

COPY(sendfile, (int to, int from, off_t *offset, size_t length), to, syscall(SYS_sendfile, to, from, offset, length))
COPY(sendfile64, (int to, int from, off_t *offset, size_t length), to, syscall(SYS_sendfile, to, from, offset, length))
COPY(copy_file_range, (int from, off_t *in, int to, off_t *out, size_t length, unsigned flags), to,
     syscall(SYS_copy_file_range, from, in, to, out, length, flags))

/* A change of what FIND finds inside, by a CALL; by a REAL one of anything else. */
#define CHANGE_FOUND(KIND, FIND, OFFSET, CALL, REAL)    \
    do {                                                \
        char absolute[LENGTH];                          \
        const char *name = FIND;                        \
        if (!name)                                      \
            return REAL;                                \
        begin();                                        \
        long result = CALL;                             \
        if (!result)                                    \
            note(KIND, name, "", OFFSET, NULL, 0);      \
        return end(result);                             \
    } while (0)

/* A change of one name, or of two. */
#define CHANGE(KIND, FROM, PATH, OFFSET, CALL) CHANGE_FOUND(KIND, inside(FROM, PATH, absolute), OFFSET, CALL, CALL)

#define CHANGE_TWO(KIND, FROM, OLD, TO, NEW, CALL)                                      \
    do {                                                                                \
        char absolute[LENGTH], other[LENGTH];                                           \
        const char *name = inside(FROM, OLD, absolute), *second = inside(TO, NEW, other);       \
        if (!name && !second)                                                           \
            return CALL;                                                                \
        begin();                                                                        \
        long result = CALL;                                                             \
        if (!result)                                                                    \
            note(KIND, name ? name : "/", second ? second : "/", 0, NULL, 0);           \
        return end(result);                                                             \
    } while (0)

int renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
    CHANGE_TWO(flags ? "unknown" : "rename", from, old, to, new, syscall(SYS_renameat2, from, old, to, new, flags));
}
int renameat(int from, const char *old, int to, const char *new) { return renameat2(from, old, to, new, 0); }
int rename(const char *old, const char *new) { return renameat2(AT_FDCWD, old, AT_FDCWD, new, 0); }

int linkat(int from, const char *old, int to, const char *new, int flags)
{
    CHANGE_TWO("link", from, old, to, new, syscall(SYS_linkat, from, old, to, new, flags));
}
int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

int symlinkat(const char *target, int to, const char *path)
{
    CHANGE("unknown", to, path, 0, syscall(SYS_symlinkat, target, to, path));
}
int symlink(const char *target, const char *path) { return symlinkat(target, AT_FDCWD, path); }

int unlinkat(int from, const char *path, int flags)
{
    CHANGE("remove", from, path, 0, syscall(SYS_unlinkat, from, path, flags));
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int from, const char *path, mode_t mode)
{
    CHANGE("mkdir", from, path, 0, syscall(SYS_mkdirat, from, path, mode));
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

int truncate(const char *path, off_t length)
{
    CHANGE("truncate", AT_FDCWD, path, length, syscall(SYS_truncate, path, length));
}
int truncate64(const char *path, off_t length) { return truncate(path, length); }

#define CHANGE_OPEN(KIND, FD, OFFSET, CALL, REAL) CHANGE_FOUND(KIND, inside_fd(FD, absolute), OFFSET, CALL, REAL)

int ftruncate(int fd, off_t length)
{
    CHANGE_OPEN("truncate", fd, length, syscall(SYS_ftruncate, fd, length), syscall(SYS_ftruncate, fd, length));
}
int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }
int fsync(int fd) { CHANGE_OPEN("sync", fd, 0, 0, syscall(SYS_fsync, fd)); }
int fdatasync(int fd) { CHANGE_OPEN("sync", fd, 0, 0, syscall(SYS_fdatasync, fd)); }
