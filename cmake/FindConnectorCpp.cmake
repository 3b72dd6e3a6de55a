# MySQL Connector/C++ 1.1 ships neither a CMake configuration nor a .pc file.
find_path(CONNECTORCPP_INCLUDE_DIR mysql_driver.h REQUIRED)
find_library(CONNECTORCPP_LIBRARY mysqlcppconn REQUIRED)

add_library(ConnectorCpp::ConnectorCpp UNKNOWN IMPORTED)
set_target_properties(ConnectorCpp::ConnectorCpp PROPERTIES
  IMPORTED_LOCATION ${CONNECTORCPP_LIBRARY}
  INTERFACE_INCLUDE_DIRECTORIES ${CONNECTORCPP_INCLUDE_DIR})
