// Sends given SQL statements bare, as they are, and prints how long each round of them took: one number of microseconds
// a line. The password is read from BENCH_PASSWORD.
// Usage: bench_statements MASTER_PORT REPLICA_PORT USER SCHEMA <FILE
// FILE: a line for each statement, "master" or "replica", a tabulator, the statement in hexadecimal digits; an empty
// line ends a round.

#include "dbpool/driver/connection.h"

#include <chrono>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using dbpool::Connection;

struct Statement {
    bool onMaster = false;
    bool answers = false;  ///< it is one that has rows
    std::string sql;
};

std::string fromHexadecimal(std::string_view digits) {
    std::string octets;
    for (std::size_t at = 0; at + 1 < digits.size(); at += 2) {
        octets += static_cast<char>(std::stoi(std::string(digits.substr(at, 2)), nullptr, 16));
    }
    return octets;
}

bool hasRows(std::string_view sql) {
    return sql.starts_with("SELECT") || sql.starts_with("WITH") || sql.starts_with("(SELECT") ||
           sql.find("RETURNING") != std::string_view::npos;
}

std::vector<std::vector<Statement>> readRounds(std::istream& input) {
    std::vector<std::vector<Statement>> rounds(1);
    for (std::string line; std::getline(input, line);) {
        const auto tabulator = line.find('\t');
        if (tabulator == std::string::npos) {
            rounds.emplace_back();
            continue;
        }
        const auto sql = fromHexadecimal(std::string_view(line).substr(tabulator + 1));
        rounds.back().push_back({.onMaster = line.starts_with("master"), .answers = hasRows(sql), .sql = sql});
    }
    rounds.pop_back();
    return rounds;
}

void send(Connection& connection, const Statement& statement) {
    if (!statement.answers) return connection.command(statement.sql);
    auto rows = connection.queryText(statement.sql);
    while (rows.next()) {
    }
}

Connection connect(const std::string& port, const std::string& user) {
    const char* const password = std::getenv("BENCH_PASSWORD");  // NOLINT(concurrency-mt-unsafe): the only thread
    return Connection({.host = "127.0.0.1",
                       .port = std::stoi(port),
                       .user = user,
                       .password = password == nullptr ? "" : password,
                       .tlsCaFile = {}},
                      {});
}

void run(char** arguments) {
    Connection master = connect(arguments[1], arguments[3]);
    Connection replica = connect(arguments[2], arguments[3]);
    master.use(arguments[4]);
    replica.use(arguments[4]);
    for (const auto& round : readRounds(std::cin)) {
        const auto begin = std::chrono::steady_clock::now();
        for (const auto& statement : round) send(statement.onMaster ? master : replica, statement);
        std::cout << std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - begin).count()
                  << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    try {
        if (argc != 5) {
            std::cerr << "usage: bench_statements MASTER_PORT REPLICA_PORT USER SCHEMA <FILE\n";
            return EXIT_FAILURE;
        }
        run(argv);
        return EXIT_SUCCESS;
    } catch (const std::exception& error) {
        std::cerr << "bench_statements: " << error.what() << "\n";
        return EXIT_FAILURE;
    }
}
