#pragma once

namespace admin {

/// The points of createcontext and deletecontext at which a daemon may die and another one must go on.
enum class SagaStep {
    SchemaMade,  ///< createcontext: a new schema has its tables and is not registered yet
    Reserved,    ///< createcontext: places and names are taken
    Written,     ///< createcontext: the context's own rows are written and not committed yet
    Filled,      ///< createcontext: the context's own rows are committed
    Activated,   ///< createcontext: the context can be used
    Condemned,   ///< deletecontext: nobody can log in any more
    Emptied,     ///< deletecontext: the context's own rows are gone
    Swept,       ///< deletecontext: its files are gone
};

/// Hears of each step when it is done. The daemon has one that does nothing; a test kills the process there.
class SagaObserver {
public:
    virtual ~SagaObserver() = default;
    virtual void reached(SagaStep step) = 0;
};

class NoObserver final : public SagaObserver {
public:
    void reached(SagaStep /*step*/) override {}
};

}  // namespace admin
