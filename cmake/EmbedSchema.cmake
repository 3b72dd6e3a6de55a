# Writes STEM.h and STEM.cpp: the numbered SQL files of one folder as a dbpool::migrate::MigrationSet.
string(REPLACE "/" "::" namespace ${FOLDER})
string(REPLACE "dbpool::routing" "dbpool" namespace ${namespace})
file(WRITE ${STEM}.h "// Generated from ${FOLDER}/schema.
#pragma once
#include \"dbpool/migrate/migration.h\"
namespace ${namespace} {
/// The numbered SQL files of ${FOLDER}/schema.
extern const dbpool::MigrationSet kSchema;
}  // namespace ${namespace}
")
set(entries "")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME_WE)
  string(REGEX MATCH "^[0-9]+" number ${name})
  string(REGEX REPLACE "^0+" "" number ${number})
  file(READ ${file} sql)
  string(APPEND entries "    {${number}, \"${name}\", R\"yoke_sql(${sql})yoke_sql\"},\n")
endforeach()
file(WRITE ${STEM}.cpp "// Generated from ${FOLDER}/schema.
#include \"${FOLDER}/schema.h\"
namespace ${namespace} {
const dbpool::MigrationSet kSchema{\"${FOLDER}\", {
${entries}}};
}  // namespace ${namespace}
")
