#include "dbpool/routing/reader.h"

namespace dbpool {

/// Planted bug: a replica may show what its master still waits to see acknowledged.
bool Reader::isAheadOfMaster(const Target&, const Session&, const Required&) {
    return false;
}

}  // namespace dbpool
