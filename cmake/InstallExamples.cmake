# The units, with the programs where they are installed, and everything in etc/ as examples. Units of a prefix like
# /usr/local are found by systemd, too.
install(DIRECTORY etc DESTINATION share/doc/yoke)
install(CODE "
  foreach(unit yoke-admin yoke-groupware)
    file(READ \"${PROJECT_SOURCE_DIR}/etc/systemd/\${unit}.service\" text)
    string(REPLACE /usr/sbin/ \"\${CMAKE_INSTALL_PREFIX}/sbin/\" text \"\${text}\")
    set(installed \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system/\${unit}.service\")
    file(WRITE \"\$ENV{DESTDIR}\${installed}\" \"\${text}\")
    message(STATUS \"Installing: \$ENV{DESTDIR}\${installed}\")
  endforeach()")
