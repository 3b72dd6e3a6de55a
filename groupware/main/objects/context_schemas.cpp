#include "groupware/main/objects/context_schemas.h"

#include "dbpool/routing/schema.h"
#include "filestore/schema.h"
#include "groupware/attachments/schema.h"
#include "groupware/calendar/schema.h"
#include "groupware/contacts/schema.h"
#include "groupware/folders/schema.h"
#include "groupware/infostore/schema.h"
#include "groupware/jslob/schema.h"
#include "groupware/principals/schema.h"
#include "groupware/reminders/schema.h"
#include "groupware/session/schema.h"
#include "groupware/sync/schema.h"
#include "groupware/tasks/schema.h"
#include "groupware/uploads/schema.h"

namespace groupware::main {

std::vector<dbpool::MigrationSet> contextSchemas() {
    return {dbpool::kSchema,    sync::kSchema,        filestore::kSchema, principals::kSchema, session::kSchema,
            folders::kSchema,   attachments::kSchema, jslob::kSchema,     uploads::kSchema,    infostore::kSchema,
            reminders::kSchema, contacts::kSchema,    tasks::kSchema,     calendar::kSchema};
}

}  // namespace groupware::main
