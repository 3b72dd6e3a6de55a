#pragma once

namespace dbpool {

/// While it lives, this thread holds a lock that others queue for, as the row that all writers of a context take first.
/// Whatever could wait for somebody else asks require() before it does: everybody in that queue would wait along.
/// A thread has at most one transaction that does so, but scopes may nest.
class NoWaiting {
public:
    NoWaiting() noexcept;
    ~NoWaiting();
    NoWaiting(const NoWaiting&) = delete;
    NoWaiting& operator=(const NoWaiting&) = delete;

    /// @param what  is about to be waited for: "a database connection"
    /// @throws std::logic_error if this thread is within such a scope: a bug of the caller, found by its first test
    static void require(const char* what);
};

}  // namespace dbpool
