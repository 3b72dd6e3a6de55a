#include "tests/support/tls_files.h"

#include "tests/support/child_process.h"

#include <fstream>

namespace test {

TlsFiles::TlsFiles(const std::string& name) : directory_("tls") {
    const std::string base = directory_.path();
    std::ofstream(directory_.path() / "server.ext") << "subjectAltName=" << name << "\n";
    run({"openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=test authority",
         "-keyout", base + "/ca.key", "-out", base + "/ca.pem"});
    run({"openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test server", "-keyout", base + "/server.key",
         "-out", base + "/server.csr"});
    run({"openssl", "x509", "-req", "-days", "2", "-CA", base + "/ca.pem", "-CAkey", base + "/ca.key",
         "-CAcreateserial", "-extfile", base + "/server.ext", "-in", base + "/server.csr", "-out",
         base + "/server.pem"});
    run({"openssl", "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=test node", "-keyout", base + "/client.key",
         "-out", base + "/client.csr"});
    run({"openssl", "x509", "-req", "-days", "2", "-CA", base + "/ca.pem", "-CAkey", base + "/ca.key", "-set_serial",
         "7", "-in", base + "/client.csr", "-out", base + "/client.pem"});
}

std::vector<std::string> TlsFiles::serverArguments() const {
    const std::string base = directory_.path();
    return {"--ssl-ca=" + base + "/ca.pem", "--ssl-cert=" + base + "/server.pem", "--ssl-key=" + base + "/server.key"};
}

}  // namespace test
