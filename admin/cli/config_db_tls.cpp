#include "admin/cli/config_db_tls.h"

#include "admin/cli/failure.h"

namespace admin::cli {

void appendConfigDbTls(std::vector<OptionSpec>& specs) {
    specs.insert(specs.end(),
                 {{.name = "configdb-tls-ca",
                   .argument = "file",
                   .help = "PEM file of the authority that signs the certificate of the config DB's servers; if given, "
                           "TLS is required and verified"},
                  {.name = "configdb-tls-verify-name",
                   .argument = "true/false",
                   .help = "Whether the certificate must name the host that is connected to",
                   .fallback = "true"},
                  {.name = "configdb-tls-cert",
                   .argument = "file",
                   .help = "PEM file of the certificate to show to a server that asks for one"},
                  {.name = "configdb-tls-key", .argument = "file", .help = "PEM file of the key of that certificate"}});
}

void applyConfigDbTls(const Arguments& arguments, dbpool::Endpoint& endpoint) {
    endpoint.tlsCaFile = arguments.text("configdb-tls-ca");
    endpoint.tlsVerifyName = arguments.truth("configdb-tls-verify-name");
    endpoint.tlsCertificateFile = arguments.text("configdb-tls-cert");
    endpoint.tlsKeyFile = arguments.text("configdb-tls-key");
    const bool half = endpoint.tlsCertificateFile.empty() != endpoint.tlsKeyFile.empty();
    if (!half && (endpoint.tlsCertificateFile.empty() || !endpoint.tlsCaFile.empty())) return;
    throw Failure(Problem::MissingOption,
                  "Error: Mandatory options missing: --configdb-tls-ca, --configdb-tls-cert and --configdb-tls-key go "
                  "together");
}

}  // namespace admin::cli
