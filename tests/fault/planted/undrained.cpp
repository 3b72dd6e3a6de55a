#include "dbpool/replication/promotion.h"

namespace dbpool {

/// Planted bug: what the new master has received and not yet applied is not waited for, and so forgotten.
void Promotion::drain() {}

}  // namespace dbpool
